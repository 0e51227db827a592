// j, k and the arrows go through the rollouts, a to the act that was judged; without this the links do the same.
addEventListener('keydown', event => {
  const within = event.target.closest?.('input, select, textarea, .scroll');
  if (within || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }

  const links = { j: '[rel=next]', ArrowRight: '[rel=next]', k: '[rel=prev]', ArrowLeft: '[rel=prev]', a: '.to-act' };
  const link = Object.hasOwn(links, event.key) && document.querySelector(`a${links[event.key]}`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
