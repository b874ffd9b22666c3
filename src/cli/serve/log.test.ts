import { expect, it } from 'vitest'
import { standTimers } from '../../../tests/support/timers.ts'
import { createLog, MOST_UNREAD } from './log.ts'

/** A log, what it wrote, and a reader that can be slow. */
function logged() {
  const written: string[] = []
  const reader = { unread: 0, logs: 0 }
  const io = {
    out: (text: string) => void written.push(text),
    error: () => {},
    env: {},
    unread: () => reader.unread,
    outIsLog: () => void reader.logs++,
  }
  return { written, reader, log: createLog(io, (count) => `${count} lost\n`) }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

it('writes all lines of a turn together, in order', async () => {
  const { log, written } = logged()
  log.write('one\n')
  log.write(() => 'two\n')
  log.write('three\n')
  expect(written).toEqual([])
  await turn()
  expect(written).toEqual(['one\ntwo\nthree\n'])
})

it('writes in between if a turn has very many lines, and each line once', async () => {
  const { log, written } = logged()
  for (let n = 0; n < 2_500; n++) log.write(`${n}\n`)
  expect(written.map((text) => text.split('\n').length - 1)).toEqual([1_000, 1_000])
  await turn()
  expect(written.join('').split('\n').slice(0, -1)).toEqual(Array.from({ length: 2_500 }, (_, n) => String(n)))
})

it('does not make lines that nobody reads, and reports how many were lost once the reader catches up', async () => {
  const { log, written, reader } = logged()
  reader.unread = MOST_UNREAD + 1
  log.write('lost\n')
  log.write(() => expect.unreachable())
  await turn()
  reader.unread = 0
  log.write('read\n')
  await turn()
  expect(written).toEqual(['2 lost\nread\n'])
})

it('is told to be one, and writes while no more than a mebibyte is unread', async () => {
  const { log, written, reader } = logged()
  expect(reader.logs).toBe(1)
  reader.unread = MOST_UNREAD
  log.write('one\n')
  await turn()
  expect(written).toEqual(['one\n'])
})

it('reports what was lost once, even if nothing comes after it', async () => {
  const { log, written, reader } = logged()
  reader.unread = MOST_UNREAD + 1
  log.write('lost\n')
  await turn()
  reader.unread = 0
  log.flush()
  log.write('read\n')
  await turn()
  expect(written).toEqual(['1 lost\n', 'read\n'])
})

it('waits at its end for a reader, three tenths of a second at most, and leaves no timer behind', async () => {
  using timers = standTimers()
  const { log, reader } = logged()
  reader.unread = 1
  const [read, unread] = [log.end(), logged()]
  timers.pass(290)
  reader.unread = 0
  timers.pass(10)
  await read
  unread.reader.unread = 1
  const given = unread.log.end()
  timers.pass(310)
  await given
  expect(timers.waiting()).toBe(0)
})

it('writes what waits when it is flushed or ended', async () => {
  const { log, written } = logged()
  log.write('before a sudden exit\n')
  log.flush()
  expect(written).toEqual(['before a sudden exit\n'])
  log.write('before the end\n')
  await log.end()
  expect(written).toEqual(['before a sudden exit\n', 'before the end\n'])
})
