// The app's few moves: files dropped, another text, progress. Everything works without it, by reloading.

(() => {
  const $ = (id) => document.getElementById(id);
  document.documentElement.classList.add("scripted");

  const form = $("ask");
  if (form) {
    const files = $("files");
    const tell = () => {
      const names = [...files.files].map((file) => file.name);
      $("files-told").textContent = names.length ? `${names.length} ${$("files-told").dataset.chosen}: ${names.slice(0, 8).join(", ")}${names.length > 8 ? ", …" : ""}` : "";
    };
    files.addEventListener("change", tell);

    // Dropped files join those chosen before.
    addEventListener("dragover", (event) => {
      event.preventDefault();
      document.body.classList.add("dropping");
    });
    addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) document.body.classList.remove("dropping");
    });
    addEventListener("drop", (event) => {
      event.preventDefault();
      document.body.classList.remove("dropping");
      const all = new DataTransfer();
      for (const file of [...files.files, ...event.dataTransfer.files]) all.items.add(file);
      files.files = all.files;
      tell();
    });

    $("add-text").addEventListener("click", () => {
      const all = document.querySelectorAll(".pasted");
      const last = all[all.length - 1];
      const next = last.cloneNode(true);
      const number = all.length + 1;
      next.querySelector("legend").textContent = last.querySelector("legend").textContent.replace(/\d+$/, number);
      for (const field of next.querySelectorAll("input, textarea")) {
        field.value = "";
        const label = next.querySelector(`label[for="${field.id}"]`);
        field.id = field.id.replace(/\d+$/, number);
        label.htmlFor = field.id;
      }
      last.after(next);
      next.querySelector("textarea").focus();
    });

    form.addEventListener("submit", () => {
      const button = form.querySelector("button.go");
      button.textContent = form.dataset.sending;
      button.disabled = true;
    });
    // The browser may bring the page back as it was.
    addEventListener("pageshow", (event) => {
      if (event.persisted) location.reload();
    });
  }

  const progress = $("progress");
  if (progress) {
    const {job, of, starting} = progress.dataset;
    const meter = $("meter");
    let wait = 600;
    const ask = async () => {
      try {
        const answer = await fetch(job);
        const its = await answer.json();
        if (!answer.ok || !["waiting", "running"].includes(its.state)) {
          location.reload();
          return;
        }
        if (its.state === "running") {
          const told = its.stage || starting;
          const line = its.done ? `${told}: ${its.done}${its.total ? ` ${of} ${its.total}` : ""}` : told;
          if ($("stage").textContent !== line) $("stage").textContent = line;
        }
        if (its.total) {
          meter.max = its.total;
          meter.value = its.done;
        } else {
          meter.removeAttribute("value");
        }
        wait = 600;
      } catch {
        // The app is away for a moment; ask more rarely until it is back.
        wait = Math.min(wait * 2, 10000);
      }
      setTimeout(ask, wait);
    };
    setTimeout(ask, wait);
  }
})();
