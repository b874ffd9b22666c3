import type { Face } from '../contract/model/face.ts'
import { likenessOf } from '../contract/model/nearest.ts'

/** The operations at a path, and the values of the path's parameters. */
export interface Route {
  /** By method. */
  readonly faces: ReadonlyMap<string, Face>
  readonly params: Readonly<Record<string, string>>
}

/** Undefined for a path that no contract has. */
export type Router = (path: string) => Route | undefined

interface Template {
  readonly pattern: RegExp
  readonly faces: Map<string, Face>
}

const NO_PARAMS = {}

/** Matches paths exactly: case-sensitive, and without a trailing slash. */
export function createRouter(faces: readonly Face[]): Router {
  const plain = new Map<string, Route & { readonly faces: Map<string, Face> }>()
  const templates = new Map<string, Template>()
  for (const face of faces) {
    if (!face.path.includes('{')) {
      const route = plain.get(face.path) ?? { faces: new Map<string, Face>(), params: NO_PARAMS }
      plain.set(face.path, route)
      route.faces.set(face.method, face)
    } else {
      const template = templates.get(face.path) ?? { pattern: toPattern(face.path), faces: new Map<string, Face>() }
      templates.set(face.path, template)
      template.faces.set(face.method, face)
    }
  }
  return (path) => plain.get(path) ?? matchTemplates(templates.values(), path)
}

function matchTemplates(templates: Iterable<Template>, path: string): Route | undefined {
  for (const { pattern, faces } of templates) {
    const groups = pattern.exec(path)?.groups
    if (groups) return { faces, params: decoded(groups) }
  }
  return undefined
}

const toPattern = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)

function decoded(groups: Record<string, string>): Record<string, string> {
  const params: Record<string, string> = {}
  for (const name in groups) params[name] = decode(groups[name] ?? '')
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

/** The operation whose path, then method, is most similar. */
export function nearest(faces: readonly Face[], method: string, path: string): Face | undefined {
  const ranked = faces.map((face) => ({ face, likeness: likenessOf(path, face.path), isSame: face.method === method }))
  return ranked.sort((a, b) => b.likeness - a.likeness || Number(b.isSame) - Number(a.isSame))[0]?.face
}
