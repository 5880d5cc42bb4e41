"use client";

import { Check, Copy, X } from "lucide-react";
import { type JSX, useEffect, useState } from "react";
import { Button } from "./button";
import { copyText } from "./copy-text";
import { IconButton } from "./icon-button";

const SHOWN_MS = 2_000;

export interface CopyButtonProps {
  text: string;
  /** What is copied: "Copy the receipt hash". */
  label: string;
  /** `words` shows the label; otherwise it is an icon with a tooltip. */
  look?: "icon" | "words";
}

/** Copies a text, and says whether that worked. */
export function CopyButton({ text, label, look = "icon" }: Readonly<CopyButtonProps>): JSX.Element {
  const [result, setResult] = useState<"none" | "copied" | "failed">("none");

  useEffect(() => {
    if (result === "none") return;
    const timer = setTimeout(() => setResult("none"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);

  const copy = () => {
    copyText(text).then(
      () => setResult("copied"),
      () => setResult("failed"),
    );
  };
  const icon = ICONS[result];
  const said = SAID[result];
  return (
    <span className="inline-flex items-center">
      {look === "icon" ? (
        <IconButton size="sm" label={said === "" ? label : said} icon={icon} onClick={copy} />
      ) : (
        <Button size="sm" icon={icon} onClick={copy}>
          {said === "" ? label : said}
        </Button>
      )}
      <span role="status" className="sr-only">
        {said}
      </span>
    </span>
  );
}

const ICONS = {
  none: <Copy aria-hidden />,
  copied: <Check aria-hidden />,
  failed: <X aria-hidden />,
};

const SAID = {
  none: "",
  copied: "Copied",
  failed: "Could not copy; select the text instead",
};
