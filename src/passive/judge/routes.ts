import type { Face } from '../../contract/model/face.ts'
import { isInScope, type Scope } from '../model/scope.ts'

/** A face that a request calls. */
export interface CalledFace {
  readonly face: Face
  /** What stands before the documented path: `/api`. */
  readonly before: string
  /** The parts of its path, decoded. */
  readonly path: Readonly<Record<string, string>>
}

/** Finds the face that a request calls, below any prefix that the scope allows; null if the contract has no such operation. */
export type FindFace = (method: string, url: URL) => CalledFace | null

/** Reads the paths of the faces once. */
export function findFaceBy(faces: readonly Face[], scope: Scope): FindFace {
  const routes = faces.map((face) => ({ face, pattern: patternOf(face.path) }))
  return (method, url) => {
    for (const { face, pattern } of routes) {
      const found = face.method === method ? pattern.exec(url.pathname) : null
      const before = found?.[1] ?? ''
      if (found && isInScope(url, before, face.api, scope)) return { face, before, path: partsOf(found.groups) }
    }
    return null
  }
}

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^(.*)${path
      .split(/(\{\w+\})/)
      .map((part) =>
        /^\{\w+\}$/.test(part) ? `(?<${part.slice(1, -1)}>[^/]+)` : part.replace(/[.*+?^$()|[\]\\]/g, '\\$&'),
      )
      .join('')}$`,
  )

const partsOf = (groups: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decoded(text)]))

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Not UTF-8: it is no documented value, whatever it is.
    return text
  }
}
