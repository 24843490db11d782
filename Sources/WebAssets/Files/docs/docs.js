// A button that copies, beside every piece of code; the contents are open where there is room; “/” goes to the search.
const contents = document.querySelector('.Contents');
const wide = matchMedia('(min-width: 60rem)');
const fit = () => { contents.open = wide.matches; };
wide.addEventListener('change', fit);
fit();

for (const box of document.querySelectorAll('.Code')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(box.querySelector('code').textContent);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  box.append(button);
}

document.addEventListener('keydown', (event) => {
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  document.querySelector('input[type=search]').focus();
});
