// Runs in the page's own world before anything of the page: a closed shadow root is shown like an open one, so that it
// can be looked into.
(() => {
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) { return attach.call(this, { ...options, mode: "open" }); };
})();
