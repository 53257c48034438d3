// A heading of table.sortable puts its rows in order; a second click turns it round. What has no number comes last.
document.querySelectorAll("table.sortable").forEach(function (table) {
  var body = table.tBodies[0], heads = [].slice.call(table.tHead.rows[table.tHead.rows.length - 1].cells);
  function key(row, at) {
    var cell = row.cells[at], data = cell.querySelector("data"), text = cell.textContent.trim();
    if (data) return +data.value;
    if (cell.dataset.sort) return cell.dataset.sort;
    var number = text.replace(/\./g, "").replace(",", ".").replace("\u2212", "-");
    return /^[-+]?[\d.]+%?$/.test(number) ? parseFloat(number) : text;
  }
  heads.forEach(function (head, at) {
    var button = document.createElement("button");
    button.type = "button";
    while (head.firstChild) button.appendChild(head.firstChild);
    head.appendChild(button);
    button.onclick = function () {
      var down = head.getAttribute("aria-sort") === "ascending", way = down ? -1 : 1;
      heads.forEach(function (h) { h.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      Array.from(body.rows).map(function (row) { return [key(row, at), row]; }).sort(function (a, b) {
        var x = a[0], y = b[0], n = typeof x === "number", m = typeof y === "number";
        if (n !== m) return n ? -1 : 1;
        return way * (n ? x - y : x.localeCompare(y, "id"));
      }).forEach(function (pair) { body.appendChild(pair[1]); });
    };
  });
});
