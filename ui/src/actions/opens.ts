// What opens the menu of a take: right click, the menu key, Shift+F10, or a button. The same on every row and card.

import type { Attachment } from "svelte/attachments";
import { isText } from "../keys";
import { acting, type MenuWish } from "./acting.svelte";

const pointed = (x: number, y: number) => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) });

/** For a row: answers to the pointer and to the keys of whatever in it has the focus. */
export function opensMenu(wish: () => MenuWish | null): Attachment<HTMLElement> {
  return (element) => {
    const byPointer = (event: MouseEvent) => {
      const wanted = wish();
      if (!wanted || isText(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      void acting.openMenu(wanted, pointed(event.clientX, event.clientY), focusedIn(element));
    };
    const byKey = (event: KeyboardEvent) => {
      const wanted = wish();
      const asked = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
      if (!asked || !wanted || isText(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      const from = event.target as HTMLElement;
      void acting.openMenu(wanted, from, from);
    };
    element.addEventListener("contextmenu", byPointer);
    element.addEventListener("keydown", byKey);
    return () => {
      element.removeEventListener("contextmenu", byPointer);
      element.removeEventListener("keydown", byKey);
    };
  };
}

function focusedIn(element: HTMLElement): HTMLElement | null {
  const active = document.activeElement;
  if (active instanceof HTMLElement && active !== document.body) return active;
  return element.querySelector<HTMLElement>('[aria-haspopup="menu"]') ?? element;
}
