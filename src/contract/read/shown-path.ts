import { relative, sep } from 'node:path'

/** A path for messages: relative to the working directory, with forward slashes. */
export const shownPath = (path: string): string => relative(process.cwd(), path).split(sep).join('/') || path
