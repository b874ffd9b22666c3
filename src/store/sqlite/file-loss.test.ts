import { appendFile, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { setClock } from '../../world/clock.ts'
import { watchForLoss } from './file-loss.ts'

/** A file, and what is said of it a second after something was done to it. */
async function watched() {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-loss-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'x.db')
  await writeFile(path, 'data')
  const clock = setClock(5_000)
  const loss = watchForLoss(path, clock)
  const after = async (doing: Promise<void>): Promise<string | null> => {
    await doing
    clock.advance(1_000)
    return loss()?.why ?? null
  }
  return { path, clock, loss, after }
}

it('a file that is written and grows is there', async () => {
  const { path, after } = await watched()
  expect(await after(appendFile(path, 'more'))).toBeNull()
  expect(await after(writeFile(path, 'the same size: 8'.slice(0, 8)))).toBeNull()
})

it('one that was removed or replaced is lost, until it is put back', async () => {
  const { path, after } = await watched()
  expect(await after(rename(path, `${path}.old`))).toBe('x.db was removed or replaced by somebody else')
  expect(await after(writeFile(path, 'other data'))).toBe('x.db was removed or replaced by somebody else')
  expect(await after(rename(`${path}.old`, path))).toBeNull()
})

it('one that was cut short is lost for good, even if it grows again', async () => {
  const { path, after } = await watched()
  expect(await after(appendFile(path, 'more'))).toBeNull()
  expect(await after(truncate(path, 6))).toBe('x.db was cut short by somebody else')
  expect(await after(appendFile(path, 'other data'))).toBe('x.db was cut short by somebody else')
})

it('is looked for once a second at most, also after the clock was set back', async () => {
  const { path, clock, loss } = await watched()
  await rename(path, `${path}.old`)
  clock.advance(999)
  expect(loss()).toBeNull()
  clock.advance(1)
  expect(loss()?.fix).toBe(
    'Take snapshots of the worlds that you need, which this server still has, and start it again: world.snapshot() of its client.',
  )
  await rename(`${path}.old`, path)
  expect(loss()).not.toBeNull()
  clock.advance(-60_000)
  expect(loss()).toBeNull()
})
