#pragma once

/// A text file of this folder as it was when the package was built.
typedef struct {
  const char *_Nonnull path;
  const char *_Nonnull text;
} WebFile;

/// All of them.
const WebFile *_Nonnull web_files(void);
long web_files_count(void);
