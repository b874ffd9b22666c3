import { faces } from '../contract/compiled/faces.ts'
import type { Edition } from '../contract/compiled/types.ts'
import { grouped } from '../grouped.ts'

/** A path of the mock, as an application calls it. */
export interface ServedPath {
  /** As the contract writes it: `/rooms/{code}/join`. */
  readonly path: string
  /** Matches it in a URL's path and query, in any world that the path names. */
  readonly pattern: string
  /** Whether a browser may be sent there: one of its operations is a GET. */
  readonly isVisited: boolean
}

const WORLD = '^(?:/(?:~|%7[eE])[^/?]+)?'

/** The paths of Socket.IO, in any world that the path names. */
export const SOCKET_PATHS: ServedPath = {
  path: '/socket.io/',
  pattern: `${WORLD}/socket\\.io/`,
  isVisited: false,
}

/** The paths of an edition's operations over HTTP: these and no others, so that all else stays the application's own. */
export function operationPaths(edition: Edition): readonly ServedPath[] {
  const byPath = grouped(faces[edition], ({ path }) => path)
  return [...byPath].map(([path, of]) => ({
    path,
    pattern: `${WORLD}${path
      .split(/\{[^}]+\}/)
      .map(escaped)
      .join('[^/?]+')}(?:\\?|$)`,
    isVisited: of.some(({ method }) => method === 'GET'),
  }))
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
