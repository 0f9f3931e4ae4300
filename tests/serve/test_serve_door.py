"""Who is let in, how much is taken, and what every answer forbids."""

from __future__ import annotations

import http.client
import socket
from urllib.parse import urlsplit

import pytest
from serve_running import running, saying

from filiation.serve.guard import Door
from filiation.serve.limits import Limits

TOKEN = "a-token-of-some-length"
PART = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def idle(tmp_path_factory):
    """Return an app whose jobs do nothing, and which takes little."""
    limits = Limits(upload_bytes=200_000, upload_files=3, pasted_bytes=50_000, upload_seconds=1, waiting=1000)
    with running(tmp_path_factory.mktemp("data"), limits=limits, command_of=saying("pass")) as client:
        yield client


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "localhost/x", "[::1"]
)
def test_another_name_is_no_way_in(idle, host):
    """A stranger's name that leads here (DNS rebinding) is refused before anything is looked at."""
    answer = idle.get("/api/jobs", headers={"Host": host})
    assert answer.status_code == 400
    assert "jobs" not in answer.json()


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:99", "127.0.0.1:1", "[::1]:8717"])
def test_this_machine_s_names_are(idle, host):
    """Whatever the port: a tunnel has its own."""
    assert idle.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_changes_nothing(idle, headers):
    """A form on a stranger's page can post here, and is refused."""
    before = len(idle.get("/api/jobs").json()["jobs"])
    assert idle.post("/jobs", data={"text": "A text."}, headers=headers).status_code == 403
    assert idle.post("/api/jobs", json={"pages": [{"text": "x"}]}, headers=headers).status_code == 403
    assert len(idle.get("/api/jobs").json()["jobs"]) == before


def test_our_own_pages_may(idle):
    """The app's own form is let in."""
    own = {"Origin": str(idle.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    assert idle.post("/jobs", data={"text": "A text."}, headers=own).status_code == 303


def test_a_token_is_asked_for_everywhere(tmp_path):
    """With a token nothing is told without it; in the address or in a header it opens all, and links keep it."""
    with running(tmp_path, door=Door(token=TOKEN), command_of=saying("pass")) as client:
        for path in ("/", "/api/jobs", "/static/style.css", "/~/", f"/~{TOKEN[:-1]}/", f"/~{TOKEN}x/", "/~é/"):
            answer = client.get(path)
            assert answer.status_code == 401, path
            assert TOKEN not in answer.text
        assert client.get("/api/jobs", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
        page = client.get(f"/~{TOKEN}/")
        assert page.status_code == 200
        assert f'action="/~{TOKEN}/jobs"' in page.text
        sent = client.post(f"/~{TOKEN}/jobs", data={"text": "A text."})
        assert sent.headers["location"].startswith(f"/~{TOKEN}/jobs/")
        assert client.get(sent.headers["location"]).status_code == 200
        assert "set-cookie" not in page.headers
        assert page.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/nothing", "/api/jobs", "/api/nothing", "/static/serve.js", "/jobs/x"])
def test_every_answer_forbids_what_is_not_ours(idle, path):
    """No script but our own file's, no frame, no guessing of types, no trace in caches of pages."""
    headers = idle.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_too_much_is_refused(idle):
    """A body too large, told so or not; too many files; a text too long: a sentence each, and no job."""
    before = len(idle.get("/api/jobs").json()["jobs"])
    many = [("files", (f"{n}.txt", b"x")) for n in range(4)]
    for answer in (
        idle.post("/api/jobs", files={"files": ("a.txt", b"x" * 300_000)}),
        idle.post(
            "/api/jobs",
            content=(PART if n == 0 else b"x" * 1000 for n in range(300)),
            headers={"content-type": "multipart/form-data; boundary=x"},
        ),
        idle.post("/api/jobs", files=many),
        idle.post("/api/jobs", data={"text": "x" * 60_000}, files={"files": ("a.txt", b"x")}),
    ):
        assert answer.status_code in {400, 413}
        assert answer.json()["error"].count(" ") > 3
    assert len(idle.get("/api/jobs").json()["jobs"]) == before


def test_a_slow_upload_is_ended(idle):
    """A body that does not come is not waited for."""
    url = urlsplit(str(idle.base_url))
    with socket.create_connection((url.hostname, url.port), timeout=20) as line:
        line.sendall(
            b"POST /api/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
        )
        assert b" 408 " in line.recv(4_000).split(b"\r\n")[0]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{", "application/json"),
        (b'{"pages":7}', "application/json"),
        (b'{"pages":[{"text":"a","html":"b"}]}', "application/json"),
        (b'{"pages":[]}', "application/json"),
        (b'{"pages":[{"text":" "}]}', "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"--x\r\nrubbish", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"", "application/x-www-form-urlencoded"),
        (b"text", "text/plain"),
    ],
)
def test_nonsense_gets_a_sentence(idle, content, kind):
    """A bad body is a 400 with one sentence, as JSON for a program and as a page for a person."""
    program = idle.post("/api/jobs", content=content, headers={"content-type": kind})
    assert program.status_code == 400
    assert set(program.json()) == {"error"}
    person = idle.post("/jobs", content=content, headers={"content-type": kind})
    assert person.status_code == 400
    assert "<h1>" in person.text
    assert "Traceback" not in person.text + program.text


def test_script_in_any_field_is_text(idle):
    """Names, titles and texts that hold script are shown as text, on every page that shows them."""
    answer = idle.post("/jobs", data={"text": SCRIPT, "name": SCRIPT, "title": SCRIPT}, files={"files": (SCRIPT, b"x")})
    where = answer.headers["location"]
    for path in (where, "/", "/?q=" + SCRIPT, "/" + SCRIPT, "/jobs/" + SCRIPT):
        text = idle.get(path).text
        assert "<script>alert" not in text
        assert "<img" not in text


@pytest.mark.parametrize("name", ["../../../etc/passwd", "..\\..\\x.txt", "/etc/cron.d/x", "....//x", "%2e%2e%2fx"])
def test_no_name_leaves_the_folder(idle, name):
    """A file's name cannot say where it is written."""
    answer = idle.post("/api/jobs", files={"files": (name, b"A text.")})
    (kept,) = answer.json()["inputs"]
    assert "/" not in kept
    assert "\\" not in kept
    assert not kept.startswith(".")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e%2fapp.py",
        "/jobs/..%2f..",
        "/jobs/x/files/..%2fjob.json",
        "//etc/passwd",
        "/%00",
    ],
)
def test_no_address_leaves_it_either(idle, path):
    """Addresses are looked up, never joined to a path."""
    url = urlsplit(str(idle.base_url))
    line = http.client.HTTPConnection(url.hostname, url.port, timeout=20)
    line.request("GET", path)
    assert line.getresponse().status in {307, 404}
    line.close()


def test_a_method_or_an_address_that_is_not_there(idle):
    """Wrong addresses and methods are told in words."""
    assert idle.get("/api/nothing").json() == {"error": "There is nothing at this address."}
    assert idle.put("/api/jobs").json() == {"error": "This address cannot be asked in this way."}
    assert idle.get("/api/" + "x" * 9_000).status_code == 414
    assert idle.get("/archive").status_code == 404


def test_a_broken_upload_is_no_failure(idle, caplog):
    """Who leaves in the middle of an upload leaves no trace in the log, and no job."""
    url = urlsplit(str(idle.base_url))
    head = b"POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: 100\r\n\r\n{"
    for path in (b"/api/jobs", b"/jobs"):
        for kind in (b"application/json", b"multipart/form-data; boundary=x"):
            with socket.create_connection((url.hostname, url.port), timeout=20) as line:
                line.sendall(head % (path, kind))
    assert idle.get("/").status_code == 200
    assert not [each for each in caplog.records if each.exc_info]


def test_what_a_form_parser_says_is_a_sentence(idle):
    """Its own words come after ours."""
    many = [("files", (f"{n}.txt", b"x")) for n in range(9)]
    assert idle.post("/api/jobs", files=many).json() == {"error": "The form cannot be read: Too many files."}
    for answer in (
        idle.post("/api/jobs", files={"files": ("x" * 9_000, b"x")}),
        idle.post("/jobs", data={"text": "x" * 60_000}),
    ):
        assert answer.status_code == 400
        assert "The form cannot be read: " in answer.text
