import { chooseWorld } from '../../mock/choose-world.ts'

const PATH = /^(?:\/(?:~|%7[eE])[^/?]*)?\/socket\.io\//

/**
 * Whether a request or an upgrade is for Socket.IO. A prefix that names no world is not: it gets the same answer as on any other
 * path, and Socket.IO would not answer.
 */
export const isForSocketIo = (target: string): boolean => PATH.test(target) && !('problem' in chooseWorld({}, target))

/** A target of Socket.IO without the prefix that named its world, since Socket.IO knows only one path. */
export function splitWorld(target: string): { readonly target: string; readonly world: string | null } {
  const [path = '/', query] = target.split(/\?(.*)/s, 2)
  const choice = path.startsWith('/socket.io/') ? { world: null, path } : chooseWorld({}, path)
  if ('problem' in choice) return { target, world: null }
  return { target: query === undefined ? choice.path : `${choice.path}?${query}`, world: choice.world }
}

/** A header's value that names the world of a path beside what the header itself names: the path is cut before they are compared. */
export const withPathWorld = (header: string | readonly string[] | undefined, world: string): string =>
  [header ?? [], world].flat().join(', ')
