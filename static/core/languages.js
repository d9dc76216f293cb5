/* The other language at the same place: the part of the page and what scripts made of the address
   go with it; a language that the address itself asks for does not. */

for (const form of document.querySelectorAll("form.languages")) {
  form.addEventListener("submit", () => {
    const { pathname, search, hash } = window.location;
    const query = new URLSearchParams(search);
    query.delete("language");
    const left = query.size ? `?${query}` : "";
    form.elements.next.value = `${pathname}${left}${hash}`;
  });
}
