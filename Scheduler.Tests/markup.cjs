// The rules of html-validate for the public pages (MarkupTests). What is switched off says why.
module.exports = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // The renderer closes void elements itself; both ways are HTML.
    "void-style": "off",
    // A button in a form submits it, which is what these are for; the word on each of forty times would be the heaviest of the page.
    "no-implicit-button-type": "off",
    // The renderer leaves the blanks of a part that it leaves out.
    "no-trailing-whitespace": "off",
    // A list may be named (ARIA), and one of times should be.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // A form may say a name more than once: the boxes of one question, the providers of one meeting.
    "form-dup-name": "off",
  },
};
