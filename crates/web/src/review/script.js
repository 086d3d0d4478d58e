// Por revisar: a confirms and r dismisses the one that is looked at.
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !("shortcuts" in document.documentElement.dataset)) return;
  if (/^(input|textarea|select)$/i.test(event.target.tagName)) return;
  const button = document.querySelector(`.find-row.cur [data-answer="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
