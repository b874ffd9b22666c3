import type { Greenroom, TestWorld } from '../client/connect.ts'
import { Fault } from '../fault.ts'

/** The worlds of agents: each has its own, which it names in every call. */
export interface AgentWorlds {
  /**
   * Works in the world of this name; without one, in the usual world if there is one, else in a new one, which is dropped again if
   * that fails: nobody would know its name.
   */
  readonly use: <Result>(name: string | undefined, work: (world: TestWorld) => Promise<Result>) => Promise<Result>
  /** The world of this name, or the usual one. Throws a Fault if neither is named. */
  readonly named: (name: string | undefined) => Promise<TestWorld>
  /** Drops those that were made here. */
  readonly close: () => Promise<void>
}

/** Worlds of a greenroom. `nameWorld` gives a new name that nobody guesses; `usual` is the world of calls that name none. */
export function createAgentWorlds(
  greenroom: Pick<Greenroom, 'world' | 'attach'>,
  nameWorld: () => string,
  usual?: string,
): AgentWorlds {
  const made = new Set<TestWorld>()
  const inNew = async <Result>(work: (world: TestWorld) => Promise<Result>): Promise<Result> => {
    const world = await greenroom.world({ name: nameWorld() })
    try {
      const result = await work(world)
      made.add(world)
      return result
    } finally {
      if (!made.has(world)) await world.drop()
    }
  }
  return {
    async use(asked, work) {
      const name = asked ?? usual
      return name === undefined ? inNew(work) : work(await greenroom.attach(name))
    },
    async named(asked) {
      const name = asked ?? usual
      if (name !== undefined) return greenroom.attach(name)
      throw new Fault('the argument world is missing', 'Name the world that make_situation or arm_answer returned.')
    },
    async close() {
      const worlds = [...made]
      made.clear()
      await Promise.allSettled(worlds.map((world) => world.drop()))
    },
  }
}
