import { relative, sep } from 'node:path'

/** The path that a message shows: relative to the working folder, with forward slashes. */
export const shownPath = (path: string): string => relative(process.cwd(), path).split(sep).join('/') || path
