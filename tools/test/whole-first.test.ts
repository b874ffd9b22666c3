import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createVitest } from 'vitest/node'

const ROOT = join(import.meta.dirname, '../..')

it('tests of the whole come before those beside modules, in the order of vitest', async () => {
  const vitest = await createVitest('test', { watch: false, root: ROOT, reporters: [] })
  try {
    const { sequencer } = vitest.config.sequence
    const files = (await vitest.globTestSpecifications()).filter(({ moduleId }) =>
      /(links|journal|own-case)\.test\.ts$/.test(moduleId),
    )
    const sorted = await new sequencer(vitest).sort(files)
    const places = sorted.map(({ moduleId }) => moduleId.startsWith(`${ROOT}/src/`))
    expect(places).toEqual(places.toSorted((a, b) => Number(a) - Number(b)))
    expect(new Set(places)).toEqual(new Set([false, true]))
    expect(sorted).toHaveLength(files.length)
  } finally {
    await vitest.close()
  }
})
