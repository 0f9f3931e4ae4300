"""The article stage's golden pages: invented ones, and what `read_article` tells of each."""

import pytest


def pytest_addoption(parser):
    parser.addoption(
        "--renew-article-golden",
        action="store_true",
        default=False,
        help="write what read_article says now over tests/article/golden/*.json (look at the difference before you commit)",
    )


@pytest.fixture
def renew(request):
    return request.config.getoption("--renew-article-golden", default=False)
