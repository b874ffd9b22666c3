import type { Face } from '../contract/model/face.ts'
import { likenessOf } from '../contract/model/nearest.ts'

/** The operations at a path, and the values of the path's parameters. */
export interface Route<Of = Face> {
  /** By method. */
  readonly faces: ReadonlyMap<string, Of>
  readonly params: Readonly<Record<string, string>>
}

/** Undefined for a path that no contract has. */
export type Router<Of = Face> = (path: string) => Route<Of> | undefined

interface Template<Of> {
  readonly pattern: RegExp
  /** Names of the pattern's groups, in order. */
  readonly names: readonly string[]
  readonly faces: Map<string, Of>
}

const NO_PARAMS = {}

/** Matches paths exactly: case-sensitive, and without a trailing slash. */
export function createRouter<Of extends Pick<Face, 'path'> & { readonly method: string }>(
  faces: readonly Of[],
): Router<Of> {
  const plain = new Map<string, Route<Of> & { readonly faces: Map<string, Of> }>()
  const templates = new Map<string, Template<Of>>()
  for (const face of faces) {
    if (!face.path.includes('{')) {
      const route = plain.get(face.path) ?? { faces: new Map<string, Of>(), params: NO_PARAMS }
      plain.set(face.path, route)
      route.faces.set(face.method, face)
    } else {
      const template = templates.get(face.path) ?? toTemplate<Of>(face.path)
      templates.set(face.path, template)
      template.faces.set(face.method, face)
    }
  }
  return (path) => plain.get(path) ?? matchTemplates(templates.values(), path)
}

function matchTemplates<Of>(templates: Iterable<Template<Of>>, path: string): Route<Of> | undefined {
  for (const { pattern, names, faces } of templates) {
    const found = pattern.exec(path)
    if (found) return { faces, params: paramsOf(names, found) }
  }
  return undefined
}

const PARAMETER = /\{([^{}/]+)\}/g

const toTemplate = <Of>(path: string): Template<Of> => ({
  pattern: new RegExp(`^${path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(PARAMETER, '([^/]+)')}$`),
  names: [...path.matchAll(PARAMETER)].map(([, name = '']) => name),
  faces: new Map<string, Of>(),
})

// By index, since named groups are an object without a prototype, and slow to walk.
function paramsOf(names: readonly string[], found: RegExpExecArray): Record<string, string> {
  const params: Record<string, string> = {}
  for (let at = 0; at < names.length; at++) params[names[at] ?? ''] = decode(found[at + 1] ?? '')
  return params
}

const decode = (text: string): string => {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    // Invalid percent-encoding is taken literally; no room has such a code, so the documented 404 follows.
    return text
  }
}

/** An operation as callers know it. */
export interface NamedOperation {
  readonly method: string
  readonly path: string
  /** Its id; other documents may have none. */
  readonly operation?: string
}

/** The operation whose path, then method, is most similar. */
export function nearest(faces: readonly NamedOperation[], method: string, path: string): NamedOperation | undefined {
  const ranked = faces.map((face) => ({ face, likeness: likenessOf(path, face.path), isSame: face.method === method }))
  return ranked.sort((a, b) => b.likeness - a.likeness || Number(b.isSame) - Number(a.isSame))[0]?.face
}
