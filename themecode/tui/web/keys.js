// What is typed goes to the screens from the start: nobody has to click on the page first.
new MutationObserver((changes, watching) => {
  const keyboard = document.querySelector(".xterm-helper-textarea");
  if (keyboard) {
    watching.disconnect();
    keyboard.focus();
  }
}).observe(document.documentElement, { childList: true, subtree: true });
