"use client";

import type { JSX } from "react";
import { Dialog } from "@/app/_ui/dialog.client";
import { UploadField } from "@/app/_ui/upload-field.client";

interface StoredImage {
  readonly alt: string;
  readonly url: string;
}

interface ImageDialogProps {
  /** Where images are taken, below /api/v1. */
  path: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onUploaded: (image: StoredImage) => void;
}

/** Takes an image and the words that stand for it. */
export function ImageDialog(props: Readonly<ImageDialogProps>): JSX.Element {
  const { path, isOpen, onOpenChange, onUploaded } = props;
  return (
    <Dialog
      title="Insert an image"
      description="It goes below the paragraph that you are in."
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      <UploadField
        label="Image"
        hint="Readers who can't see the image get these words instead."
        path={path}
        onUploaded={(data) => onUploaded(data as StoredImage)}
      />
    </Dialog>
  );
}
