// The present step of a path is in sight, however many went before it.
for (const path of document.querySelectorAll(".path")) {
  const now = path.querySelector(".now")?.getBoundingClientRect();
  const seen = path.getBoundingClientRect();
  if (now && now.right > seen.right) path.scrollLeft += now.right - seen.right + seen.width / 4;
}
