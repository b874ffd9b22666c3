import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLifeCycle, EndedEarly, type Step } from './life-cycle.ts'

/** A life cycle whose every step writes down what becomes of it. */
function observed(later?: (ms: number, then: () => void) => () => void) {
  const log: string[] = []
  const faults: string[] = []
  const onFault = (fault: unknown): void => void faults.push(String(fault))
  const cycle = createLifeCycle({ onFault, ...(later ? { later } : {}) })
  const step = (name: string, more: Partial<Step<string>> = {}): Step<string> => ({
    name,
    open() {
      log.push(`open ${name}`)
      return name
    },
    stop: (opened) => void log.push(`stop ${opened}`),
    close: (opened) => void log.push(`close ${opened}`),
    ...more,
  })
  return { cycle, log, faults, step }
}

const failing = (name: string) => ({
  open(): never {
    throw new Error(`${name} cannot be opened`)
  },
})

describe('a life cycle', () => {
  it('stops all steps before it closes them, the last first', async () => {
    const { cycle, log, step } = observed()
    for (const name of ['a', 'b', 'c']) expect(await cycle.open(step(name))).toBe(name)
    log.length = 0
    await cycle.close()
    expect(log).toEqual(['stop c', 'stop b', 'stop a', 'close c', 'close b', 'close a'])
  })

  it('undoes all that was opened, and no more, whichever step fails', async () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    for (const [at, wrong] of names.entries()) {
      const { cycle, log, step } = observed()
      const opening = async (): Promise<void> => {
        for (const name of names) await cycle.open(step(name, name === wrong ? failing(name) : {}))
      }
      await expect(opening()).rejects.toThrow(`${wrong} cannot be opened`)
      const before = names.slice(0, at)
      expect(log.filter((each) => each.startsWith('open'))).toEqual(before.map((name) => `open ${name}`))
      expect(log.filter((each) => each.startsWith('close'))).toEqual(before.toReversed().map((name) => `close ${name}`))
    }
  })

  it('goes on closing when a step fails to, and reports it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('good', 'bad stop', 'bad close')), async (kinds) => {
        const { cycle, log, faults, step } = observed()
        for (const [at, kind] of kinds.entries()) {
          const fails = (): never => {
            throw new Error(`${kind} ${at}`)
          }
          const more = {
            ...(kind === 'bad stop' ? { stop: fails } : {}),
            ...(kind === 'bad close' ? { close: fails } : {}),
          }
          await cycle.open(step(String(at), more))
        }
        await cycle.close()
        expect(faults).toHaveLength(kinds.filter((kind) => kind !== 'good').length)
        expect(log.filter((each) => each.startsWith('close'))).toHaveLength(
          kinds.filter((kind) => kind !== 'bad close').length,
        )
      }),
      { numRuns: 30 },
    )
  })

  it('waits for no deadline of a step that has closed, or failed to', async () => {
    const due = new Set<() => void>()
    const { cycle, step } = observed((_, then) => {
      due.add(then)
      return () => void due.delete(then)
    })
    await cycle.open(step('a'))
    await cycle.open(step('b', { close: () => Promise.reject(new Error('no')) }))
    await cycle.close()
    expect(due.size).toBe(0)
  })

  it('gives up a step that does not close by its deadline, and goes on', async () => {
    const due: [number, () => void][] = []
    const { cycle, log, faults, step } = observed((ms, then) => {
      due.push([ms, then])
      return () => {}
    })
    await cycle.open(step('first'))
    await cycle.open(step('stuck', { close: () => new Promise(() => {}), withinMs: 700 }))
    const over = cycle.close()
    await Promise.resolve()
    while (due.length === 0) await Promise.resolve()
    const [ms, then] = due[0] ?? [0, () => {}]
    then()
    await over
    expect([ms, log.at(-1), faults]).toEqual([
      700,
      'close first',
      ['Error: stuck did not close within 700 ms and was abandoned'],
    ])
  })

  it('says of such a step no more than that', async () => {
    const faults: unknown[] = []
    const cycle = createLifeCycle({
      onFault: (fault) => void faults.push(fault),
      later: (_, then) => (queueMicrotask(then), () => {}),
    })
    await cycle.open({ name: 'stuck', open: () => null, close: () => new Promise(() => {}) })
    await cycle.close()
    const [fault] = faults
    expect(fault instanceof Error && fault.stack).toBe('stuck did not close within 1000 ms and was abandoned')
  })

  it('that ends while a step is opened closes that one as soon as it is there, and opens no other', async () => {
    const { cycle, log, step } = observed()
    await cycle.open(step('a'))
    const { promise, resolve } = Promise.withResolvers<string>()
    const opening = cycle.open(step('late', { open: () => promise }))
    await cycle.close()
    resolve('late')
    await expect(opening).rejects.toThrow(EndedEarly)
    await expect(cycle.open(step('never'))).rejects.toMatchObject({
      name: 'EndedEarly',
      message: 'closed before never was open',
    })
    expect(log).toEqual(['open a', 'stop a', 'close a', 'stop late', 'close late'])
  })

  it('closes everything opened, too, when work between two steps fails', async () => {
    const { cycle, log, step } = observed()
    const work = async (): Promise<never> => {
      await cycle.open(step('a'))
      throw new Error('in between')
    }
    await expect(cycle.undoing(work)).rejects.toThrow('in between')
    expect(log).toEqual(['open a', 'stop a', 'close a'])
    expect(await observed().cycle.undoing(() => 'done')).toBe('done')
  })

  it('closes once, however often it is asked to', async () => {
    const { cycle, log, step } = observed()
    await cycle.open(step('a'))
    await Promise.all([cycle.close(), cycle.close()])
    await cycle.close()
    expect(log).toEqual(['open a', 'stop a', 'close a'])
  })
})
