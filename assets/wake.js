// Runs with Dash: when the live part stands, carries the visitor's choice and focus over from the
// static part and lets the live one take its place. Until then the static part stays as it is.
(() => {
  const island = document.querySelector("[data-island]");
  const [still, live] = island.children;
  const stands = island.dataset.stands || "#_pages_content > *";
  const waiting = "._dash-loading, .dash-graph--pending, [data-dash-is-loading=true]";

  const changed = (control) =>
    control.matches("select")
      ? [...control.options].some((option) => option.selected !== option.defaultSelected) &&
        control.value !== initial.get(control)
      : control.matches("[type=checkbox], [type=radio]")
        ? control.checked !== control.defaultChecked
        : control.value !== control.defaultValue;

  // A select without a "selected" option shows its first one: that is no choice of the visitor.
  const initial = new Map(
    [...still.querySelectorAll("select")].map((select) => {
      const marked = [...select.options].find((option) => option.defaultSelected);
      return [select, (marked || select.options[0] || {}).value];
    }),
  );

  const counterpart = (control) => {
    if (control.dataset.live) return document.getElementById(control.dataset.live);
    const value = control.matches("[type=checkbox], [type=radio]")
      ? `[value="${CSS.escape(control.value)}"]`
      : "";
    return control.name ? live.querySelector(`[name="${CSS.escape(control.name)}"]${value}`) : null;
  };

  const carry = (control) => {
    const other = counterpart(control);
    if (!other || !changed(control)) return;
    if (control.matches("[type=checkbox], [type=radio]")) {
      if (other.checked !== control.checked) other.click();
      return;
    }
    // React listens to the native setter's value, not to the property it has overridden.
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(other), "value").set.call(other, control.value);
    other.dispatchEvent(new Event("input", { bubbles: true }));
    other.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const busy = () => {
    const active = document.activeElement;
    // An open list or half a word would vanish under the visitor's hand: wait for the choice.
    return still.contains(active) && active.matches("select, input:not([type=submit])") && !changed(active);
  };

  const takeOver = () => {
    if (!live.hidden || !live.querySelector(stands) || live.querySelector(waiting) || busy()) return;
    observer.disconnect();
    const active = still.contains(document.activeElement) ? document.activeElement : null;
    live.hidden = false;
    still.querySelectorAll("select, input, textarea").forEach(carry);
    const next = active && (counterpart(active) || live.querySelector("select, input, button, a"));
    still.remove();
    if (next) next.focus({ preventScroll: true });
  };

  const observer = new MutationObserver(takeOver);
  observer.observe(live, { childList: true, subtree: true, attributes: true });
  for (const event of ["change", "focusout"]) still.addEventListener(event, () => setTimeout(takeOver));
})();
