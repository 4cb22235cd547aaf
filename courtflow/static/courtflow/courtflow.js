/* What pages need beyond HTML. Every page also works without this file. Loaded in the head, before the body is drawn. */
(function () {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  function each(selector, handle, scope) {
    (scope || document).querySelectorAll(selector).forEach(handle);
  }

  function closeMenus(except) {
    each("details.cf-menu[open]", function (menu) { if (menu !== except) menu.open = false; });
  }

  function toggleNavigation(button) {
    const open = document.getElementById(button.getAttribute("aria-controls")).classList.toggle("cf-open");
    button.setAttribute("aria-expanded", String(open));
  }

  /* Rows of sub-forms: a new row takes the next number; a removed one leaves a gap, which the server reads as empty. */
  function addRow(box) {
    const total = box.querySelector("[data-rows-total]");
    const body = box.querySelector("[data-rows-body]");
    const holder = document.createElement(body.tagName);
    holder.innerHTML = box.querySelector("template").innerHTML.replace(/__i__/g, total.value);
    const row = holder.querySelector("[data-row]");
    body.append(row);
    total.value = String(Number(total.value) + 1);
    numberRows(box);
    row.querySelector("input:not([type=hidden]), select, textarea").focus();
  }

  function removeRow(box, row) {
    const neighbour = row.nextElementSibling || row.previousElementSibling;
    row.remove();
    numberRows(box);
    const target = neighbour ? neighbour.querySelector("input, select, textarea") : box.querySelector("[data-rows-add]");
    if (target) target.focus();
  }

  function numberRows(box) {
    each("[data-row-number]", function (cell, index) { cell.textContent = String(index + 1); }, box.querySelector("[data-rows-body]"));
  }

  function selectAll(master) {
    each('input[type="checkbox"][name="' + master.dataset.selectAll + '"]', function (tick) { tick.checked = master.checked; });
    countSelected();
  }

  function countSelected() {
    each("[data-selected-count]", function (place) {
      const chosen = document.querySelectorAll('input[name="' + place.dataset.selectedCount + '"]:checked').length;
      place.textContent = String(chosen);
    });
  }

  document.addEventListener("click", function (event) {
    const hit = function (selector) { return event.target.closest(selector); };
    closeMenus(hit("details.cf-menu"));
    if (hit("[data-nav-toggle]")) toggleNavigation(hit("[data-nav-toggle]"));
    if (hit("[data-rows-add]")) addRow(hit("[data-rows]"));
    if (hit("[data-rows-remove]")) removeRow(hit("[data-rows]"), hit("[data-row]"));
    if (hit("[data-dismiss]")) hit(".alert").remove();
    if (hit("[data-print]")) window.print();
    if (hit("[data-back]")) { event.preventDefault(); window.history.back(); }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.cf-menu[open]");
    closeMenus(null);
    if (open) open.querySelector("summary").focus();
  });

  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-select-all]")) selectAll(event.target);
    else if (event.target.type === "checkbox") countSelected();
    if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  });

  /* One press, one submission; the server also refuses a second one, because the version has moved on. */
  document.addEventListener("submit", function (event) {
    if (event.target.method !== "post") return;
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "1";
    each("button:not([type=button])", function (button) { button.setAttribute("aria-disabled", "true"); }, event.target);
  });

  /* A page that comes back from the browser's memory may be submitted again. */
  window.addEventListener("pageshow", function () {
    each("form[data-sent]", function (form) {
      delete form.dataset.sent;
      each("[aria-disabled]", function (button) { button.removeAttribute("aria-disabled"); }, form);
    });
  });

  /* On paper nothing can be unfolded. */
  window.addEventListener("beforeprint", function () {
    each("details:not(.cf-menu):not(.cf-not):not([open])", function (box) { box.open = true; box.dataset.opened = "1"; });
  });
  window.addEventListener("afterprint", function () {
    each("details[data-opened]", function (box) { box.open = false; delete box.dataset.opened; });
  });

  document.addEventListener("DOMContentLoaded", function () {
    const problem = document.querySelector(".cf-problem");
    if (problem) problem.focus();
    countSelected();
  });
})();
