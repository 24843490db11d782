import { tell } from './dialog.js';

/**
 * A search in pieces: the first is waited for, the others come by themselves until there is enough, another search begins
 * or the page is left.
 * @param {Node} node the page
 * @returns {(step: (isOver: () => boolean) => Promise<boolean>) => Promise<void>} a step says whether another follows
 */
export function seeker(node) {
  let latest = 0;
  let wasShown = false;
  const isLeft = () => {
    wasShown = wasShown || node.isConnected;
    return wasShown && !node.isConnected;
  };
  return async (step) => {
    latest += 1;
    const mine = latest;
    const isOver = () => mine !== latest || isLeft();
    const goOn = async () => {
      while (!isOver() && (await step(isOver)));
    };
    if (await step(isOver)) goOn().catch((error) => tell(error.message, true));
  };
}
