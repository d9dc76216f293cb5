/* How high the menu is that stays above the page: heads of tables stay below it. */

const menu = document.querySelector(".site-menu");
if (menu) {
  const tell = () => document.documentElement.style.setProperty("--menu", `${menu.offsetHeight}px`);
  new ResizeObserver(tell).observe(menu);
  tell();
}
