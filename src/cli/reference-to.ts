import platform from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * The reference to a file from documents in a folder: relative, with forward slashes; from another drive of Windows, where there is
 * no relative path, a file URL.
 */
export function referenceTo(file: string, folder: string, path: typeof platform = platform): string {
  const found = path.relative(folder, file)
  if (path.isAbsolute(found)) return pathToFileURL(file, { windows: path.sep === '\\' }).href
  return encodeURI(found.split(path.sep).join('/'))
}
