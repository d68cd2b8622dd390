// What a choice around the picture brings: the parts of the page at the address of that choice.
// The first script of a touch: it follows the still form until Dash stands, then Dash's callback.
(() => {
  const ORDER = ["vintage", "period", "units", "indicators", "asof", "view"]; // as State writes them
  const UNCHOSEN = "-"; // of a live select, where an empty value would look empty
  const still = document.querySelector("[data-island]").firstElementChild;
  const form = still.querySelector("[data-follows]") && still.querySelector("form");
  const parts = (root) => [...root.querySelectorAll("[data-follows]")];

  const addressOf = (form) => {
    const chosen = [...new FormData(form)]
      .filter(([, value]) => value && value !== UNCHOSEN)
      .sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
    const query = new URLSearchParams(chosen).toString().replaceAll("%2C", ",");
    return location.pathname + (query && "?" + query);
  };

  const asServed = () => {
    const copy = form.cloneNode(true);
    copy.reset(); // whatever the visitor has chosen since
    return addressOf(copy);
  };

  let shown = form && asServed();

  // The address of a choice is a page like any other, so a choice costs one GET that every cache on
  // the way may answer. Where it cannot be had, the browser goes there and says why.
  const show = async (address) => {
    if (address === shown) return;
    shown = address;
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw answer.status;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (address !== shown) return; // another choice has come meanwhile
      const fresh = new Map(parts(page).map((part) => [part.dataset.follows, part]));
      for (const part of parts(document)) {
        const nodes = fresh.get(part.dataset.follows)?.cloneNode(true).childNodes || [];
        part.replaceChildren(...nodes);
      }
      document.title = page.title;
      history.replaceState(history.state, "", address);
    } catch {
      location.assign(address);
    }
  };

  const begin = (picture, address) => {
    shown ??= address;
    const nodes = still.querySelector("[data-follows=picture]").cloneNode(true).childNodes;
    picture.append(...nodes);
  };

  const follow = () => show(addressOf(form));

  // Dash's libraries come after a choice that is made already: running them would delay it.
  const wake = () => {
    const scripts = document.querySelector("[data-island] template").content.querySelectorAll("[src]");
    for (const script of [...scripts].slice(1)) {
      const src = script.getAttribute("src");
      document.body.append(Object.assign(document.createElement("script"), { src, async: false }));
    }
  };

  form && form.addEventListener("change", follow);
  (form ? follow() : Promise.resolve()).then(wake);

  const clientside = (self.dash_clientside ??= {});
  clientside.explorer = {
    // Both selects, clicks on the chart's button -> the address whose chart is asked for, or null.
    async follow(_first, _second, clicks) {
      const picture = document.getElementById("explorer-picture");
      const address = addressOf(document.getElementById("explorer"));
      if (!picture.firstChild) {
        begin(picture, address);
        return clientside.no_update;
      }
      document.getElementById("explorer-open").setAttribute("aria-expanded", clicks % 2 === 1);
      await show(address);
      if (address !== shown) return clientside.no_update;
      return clicks % 2 ? address : null;
    },
  };
})();
