import type { Greenroom } from '../../client/connect.ts'
import type { UserNames } from '../../rooms/room-line.ts'

/** Reads the people of each world once, when the first of its calls is shown. */
export function userNamesBy(server: Greenroom): (world: string) => Promise<UserNames> {
  const known = new Map<string, Promise<UserNames>>()
  const read = async (world: string): Promise<UserNames> => {
    const { rows } = await (await server.attach(world)).people.list({ limit: 1000 })
    return new Map(rows.map(({ id, username }) => [id, username]))
  }
  return (world) => {
    const names = known.get(world) ?? read(world).catch(() => new Map()) // The world is gone: ids will do.
    known.set(world, names)
    return names
  }
}
