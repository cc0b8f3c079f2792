// The empty part of the header, in pixels of the window: where messages lie if it is wide enough.

class HeaderSpace {
  /** Null while no header is shown. */
  free = $state.raw<{ left: number; width: number } | null>(null);

  /** Follows the element that fills the space; answers how to stop. */
  measure(element: HTMLElement): () => void {
    const sizes = new ResizeObserver(() => {
      const { left, width } = element.getBoundingClientRect();
      this.free = { left, width };
    });
    sizes.observe(element);
    return () => {
      sizes.disconnect();
      this.free = null;
    };
  }
}

export const headerSpace = new HeaderSpace();
