// The width an element has, in CSS pixels, so that text in a drawing keeps its size.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** A ref to put on the element, and its width; follows every change of size. */
export function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => setWidth(Math.max(280, Math.floor(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, width] as const;
}
