import { expect, it } from 'vitest'
import type { Decide } from '../../world/store.ts'
import { begunWith, createLoggedWorld, type LoggedWorld } from '../log/logged-world.ts'
import { parts, recipeOf } from '../lasting.suite.ts'
import { createCommits, type Uncommitted } from './commits.ts'

/** Waits for all. */
const allOf = (results: readonly unknown[]): Promise<unknown[]> => Promise.all(results.map(async (result) => result))

interface Logged {
  readonly logged: LoggedWorld
}

const begun = (): Logged => ({
  logged: createLoggedWorld(recipeOf('documented'), parts('a'), 'a', begunWith(undefined)),
})

const used = ({ logged }: Logged): number | undefined => logged.world.windows.get('k')?.used

/** Counts one more. */
const count: Decide<number> = ({ windows }) => {
  const next = (windows.get('k')?.used ?? 0) + 1
  return { result: next, writes: [{ table: 'windows', key: 'k', value: { start: 0, used: next } }] }
}
const look: Decide<number> = ({ windows }) => ({ result: windows.get('k')?.used ?? 0, writes: [] })

/** Commits whose commits are remembered, as the numbers of their entries; while it is full, they fail. */
function rememberedCommits() {
  const commits: number[][] = []
  const told: number[] = []
  const disk = { isFull: false }
  const numbers = (entries: readonly Uncommitted<Logged>[]): number[] => entries.map(({ entry }) => entry.n)
  const changes = createCommits<Logged>({
    commit(entries) {
      if (disk.isFull) throw new Error('full')
      commits.push(numbers(entries))
    },
    onCommitted: (entries) => void told.push(...numbers(entries)),
  })
  return { changes, commits, told, disk }
}

it('changes of a turn are one commit, and answered after it', async () => {
  const { changes, commits, told } = rememberedCommits()
  const world = begun()
  const results = [changes.change(world, count), changes.change(world, count), changes.change(world, look)]
  expect([commits, told]).toEqual([[], []])
  expect(await allOf(results)).toEqual([1, 2, 2])
  expect([commits, told]).toEqual([[[1, 2]], [1, 2]])
  expect(await changes.change(world, count)).toBe(3)
  expect(commits).toEqual([[1, 2], [3]])
})

it('what rests only on what is committed is answered at once', async () => {
  const { changes, commits } = rememberedCommits()
  const [one, other] = [begun(), begun()]
  const change = changes.change(one, count)
  expect(changes.change(other, look)).toBe(0)
  changes.flush()
  expect(changes.change(one, look)).toBe(1)
  expect([await change, commits]).toEqual([1, [[1]]])
})

it('where the commit fails, changes are taken back, and what changes nothing is decided again', async () => {
  const { changes, told, disk } = rememberedCommits()
  const world = begun()
  expect(await changes.change(world, count)).toBe(1)
  disk.isFull = true
  const results = await Promise.allSettled([
    changes.change(world, count),
    changes.change(world, look),
    changes.change(world, count),
  ])
  expect(results).toEqual([
    { status: 'rejected', reason: new Error('full') },
    { status: 'fulfilled', value: 1 },
    { status: 'rejected', reason: new Error('full') },
  ])
  expect([used(world), told]).toEqual([1, [1]])
  disk.isFull = false
  expect(await changes.change(world, count)).toBe(2)
})

it('what changes nothing fails, too, if it would change something now', async () => {
  const { changes, disk } = rememberedCommits()
  const world = begun()
  const once: Decide<string> = (state, make) =>
    state.windows.get('k') ? { result: 'there', writes: [] } : { ...count(state, make), result: 'made' }
  disk.isFull = true
  const results = await Promise.allSettled([changes.change(world, once), changes.change(world, once)])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})

it('nothing is no commit', async () => {
  const { changes, commits } = rememberedCommits()
  changes.flush()
  void changes.change(begun(), count)
  changes.flush()
  changes.flush()
  await new Promise(setImmediate)
  expect(commits).toEqual([[1]])
})
