"use client";

import { Toolbar as Base } from "@base-ui/react/toolbar";
import {
  Bold,
  BookMarked,
  Heading2,
  Heading3,
  ImagePlus,
  Italic,
  Link,
  List,
  ListOrdered,
  Quote,
} from "lucide-react";
import type { JSX, ReactElement } from "react";
import { IconButton } from "./icon-button";
import { Menu } from "./menu.client";
import { useModKey } from "./use-mod-key.client";

export type ToolName = "bold" | "italic" | "h2" | "h3" | "list" | "numbers" | "quote" | "link";

export interface CitationChoice {
  /** What stands in the text: `1` for `[^1]`. */
  key: string;
  /** The source it stands for. */
  title: string;
}

export interface MarkdownToolbarProps {
  isReady: boolean;
  citations: readonly CitationChoice[];
  onTool: (tool: ToolName) => void;
  onCite: (key: string) => void;
  /** Opens a picker of citations, instead of the menu. */
  onPick?: () => void;
  /** Opens a dialog for an image. */
  onImage?: () => void;
}

const TOOLS: ReadonlyArray<{ name: ToolName; label: string; keys?: string; icon: ReactElement }> = [
  { name: "bold", label: "Bold", keys: "B", icon: <Bold aria-hidden /> },
  { name: "italic", label: "Italic", keys: "I", icon: <Italic aria-hidden /> },
  { name: "h2", label: "Heading", icon: <Heading2 aria-hidden /> },
  { name: "h3", label: "Subheading", icon: <Heading3 aria-hidden /> },
  { name: "list", label: "List", icon: <List aria-hidden /> },
  { name: "numbers", label: "Numbered list", icon: <ListOrdered aria-hidden /> },
  { name: "quote", label: "Quote", icon: <Quote aria-hidden /> },
  { name: "link", label: "Link", keys: "Shift K", icon: <Link aria-hidden /> },
];

const CITE =
  "touch inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-sm text-soft hover:bg-sunken hover:text-ink disabled:opacity-45 [&_svg]:size-4";

/** The tools above the text. Arrow keys move among them; Tab goes on to the text. */
export function MarkdownToolbar(props: Readonly<MarkdownToolbarProps>): JSX.Element {
  const { isReady, citations, onTool, onCite, onPick, onImage } = props;
  const mod = useModKey();
  return (
    <Base.Root
      aria-label="Formatting"
      className="flex flex-wrap items-center gap-0.5 border-b px-1.5 py-1"
    >
      {TOOLS.map((tool) => (
        <Base.Button
          key={tool.name}
          disabled={!isReady}
          onClick={() => onTool(tool.name)}
          render={
            <IconButton
              size="sm"
              label={tool.keys === undefined ? tool.label : `${tool.label} (${mod} ${tool.keys})`}
              icon={tool.icon}
            />
          }
        />
      ))}
      {onImage !== undefined && (
        <Base.Button
          disabled={!isReady}
          onClick={onImage}
          render={<IconButton size="sm" label="Insert an image" icon={<ImagePlus aria-hidden />} />}
        />
      )}
      {onPick !== undefined && (
        <>
          <Base.Separator className="mx-1 h-5 border-l" />
          <Base.Button
            disabled={!isReady}
            onClick={onPick}
            title={`Cite a source (${mod} Alt C)`}
            className={CITE}
          >
            <BookMarked aria-hidden />
            Cite a source
          </Base.Button>
        </>
      )}
      {onPick === undefined && citations.length > 0 && (
        <>
          <Base.Separator className="mx-1 h-5 border-l" />
          <Menu
            trigger={
              <Base.Button disabled={!isReady} className={CITE}>
                <BookMarked aria-hidden />
                Cite
              </Base.Button>
            }
            entries={citations.map((citation) => ({
              kind: "action",
              label: `${citation.key}  ${citation.title}`,
              onSelect: () => onCite(citation.key),
            }))}
          />
        </>
      )}
    </Base.Root>
  );
}
