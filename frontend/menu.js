// Escape closes an open menu and gives the focus back to its button.
export function closeMenus(page) {
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of page.querySelectorAll("details.pw-menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
