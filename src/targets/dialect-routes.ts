import { faces } from '../contract/compiled/faces.ts'
import { ASKS, type DialectRoute } from '../dialect/speech.ts'
import { membersOf, needed, wordOf, wrong, type YamlValue } from './yaml-value.ts'

/** How the status and the answer of a route are read; both throw a Fault for what they can't be. */
export interface RouteParts {
  readonly statusOf: (at: YamlValue, least: number, most: number) => number
  readonly answersOf: (at: YamlValue) => unknown
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const PATH = /^(?:\/(?!\.{1,2}(?:\/|$))(?:[\w.~-]|\{\w+\})+)+$/

/** The HTTP routes of a dialect. Throws a Fault for one that would never be asked. */
export function toRoutes(at: YamlValue, parts: RouteParts): readonly DialectRoute[] {
  const members = [...membersOf(at, 'route')]
  const routes = members.map(([line, member]) => toRoute(line, member, parts))
  for (const [index, { method, path }] of routes.entries()) {
    const earlier = routes.slice(0, index).find((each) => shapeOf(each.path) === shapeOf(path))
    const [line = '', member = at] = members[index] ?? []
    if (earlier && (earlier.method === method || earlier.path !== path))
      throw wrong(
        member,
        `${line} has the path of ${earlier.method} ${earlier.path}, which is asked instead`,
        earlier.method === method ? 'Keep one of them.' : 'Name the parameters of both alike.',
      )
  }
  return routes
}

function toRoute(line: string, at: YamlValue, { statusOf, answersOf }: RouteParts): DialectRoute {
  const [method = '', path = '', ...more] = line.split(' ')
  if (more.length > 0 || !METHODS.includes(method) || !PATH.test(path))
    throw wrong(at, `${line} is not a route`, 'Write a method and a path: GET /api/rooms/code/{code}.')
  refuseUnasked(method, path, at)
  const members = membersOf(at, 'entry', ['asks', 'status', 'answers'])
  const status = members.get('status')
  return {
    method,
    path,
    asks: ASKS.find((ask) => ask === wordOf(needed(at, members, 'asks'), 'question', ASKS)) ?? 'room',
    status: status ? statusOf(status, 200, 299) : 200,
    answers: answersOf(needed(at, members, 'answers')),
  }
}

function refuseUnasked(method: string, path: string, at: YamlValue): void {
  const names = [...path.matchAll(/\{\w+\}/g)].map(([name]) => name)
  const twice = names.find((name, index) => names.indexOf(name) < index)
  if (twice !== undefined) throw wrong(at, `${method} ${path} has ${twice} twice`, 'Give each its own name.')
  const served = ownerOf(method, path)
  if (served !== null)
    throw wrong(at, `${method} ${path} is never asked: ${served}`, 'Choose another path, or leave it out.')
}

/** What answers at a path before any dialect; null: nothing. */
function ownerOf(method: string, path: string): string | null {
  if (path === '/healthz') return 'the mock answers there whether it is ready'
  if (path.startsWith('/~')) return 'there, a path names a world'
  const face = Object.values(faces)
    .flat()
    .find((each) => each.method === method && isCovered(each.path, path))
  return face ? `the contract has ${method} ${face.path} there` : null
}

/** Whether a contract's path takes all that a path takes. */
function isCovered(contract: string, path: string): boolean {
  const [ours, theirs] = [contract.split('/'), path.split('/')]
  return (
    ours.length === theirs.length &&
    ours.every((segment, index) => segment === theirs[index] || /^\{[^{}]+\}$/.test(segment))
  )
}

const shapeOf = (path: string): string => path.replaceAll(/\{\w+\}/g, '{}')
