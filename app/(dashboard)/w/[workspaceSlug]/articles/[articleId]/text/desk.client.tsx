"use client";

import {
  createContext,
  type JSX,
  type ReactNode,
  useContext,
  useMemo,
  useRef,
  useState,
} from "react";

/** A place in the text; both count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export interface Desk {
  /** The tab of the rail, and whether its sheet is open on a phone. */
  readonly rail: string;
  setRail(tab: string): void;
  readonly isRailOpen: boolean;
  setRailOpen(isOpen: boolean): void;
  /** The citation whose evidence is shown. */
  readonly evidence: string | null;
  showEvidence(key: string): void;
  /** Brings a place of the text into view. */
  goTo(place: TextPlace): void;
  /** For the editor: what `goTo` does. */
  onGoTo(listener: (place: TextPlace) => void): void;
}

const DeskContext = createContext<Desk | null>(null);

/** What the text and its rail share: which evidence is shown, and the way back into the text. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("useDesk needs a TextDesk around it.");
  return desk;
}

interface TextDeskProps {
  /** The tab that the page's address asks for. */
  rail: string;
  children: ReactNode;
}

/** The text and its rail, side by side. */
export function TextDesk({ rail: asked, children }: Readonly<TextDeskProps>): JSX.Element {
  const [rail, setRail] = useState(asked);
  const [isRailOpen, setRailOpen] = useState(false);
  const [evidence, setEvidence] = useState<string | null>(null);
  const listener = useRef<((place: TextPlace) => void) | null>(null);
  const desk = useMemo<Desk>(
    () => ({
      rail,
      setRail,
      isRailOpen,
      setRailOpen,
      evidence,
      showEvidence: (key) => {
        setEvidence(key);
        setRail("evidence");
        setRailOpen(true);
      },
      goTo: (place) => {
        setRailOpen(false);
        listener.current?.(place);
      },
      onGoTo: (next) => {
        listener.current = next;
      },
    }),
    [rail, isRailOpen, evidence],
  );
  return (
    <DeskContext value={desk}>
      <div className="gap-x-10 max-lg:pb-16 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem]">
        {children}
      </div>
    </DeskContext>
  );
}
