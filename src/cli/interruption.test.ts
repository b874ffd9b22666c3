import { expect, it } from 'vitest'
import { unlessInterrupted } from './interruption.ts'

it('work is told of an interruption, and no longer listened for than it lasts, however it ends', async () => {
  const before = process.listeners('SIGTERM')
  const interrupted = async (): Promise<string> =>
    unlessInterrupted(async (signal) => {
      for (const listener of process.listeners('SIGTERM')) if (!before.includes(listener)) listener('SIGTERM')
      signal.throwIfAborted()
      return 'it went on'
    })
  await expect(interrupted()).rejects.toMatchObject({ name: 'AbortError', message: 'interrupted' })
  expect(process.listeners('SIGTERM')).toEqual(before)
  expect(await unlessInterrupted(async ({ aborted }) => aborted)).toBe(false)
  expect(process.listeners('SIGTERM')).toEqual(before)
})
