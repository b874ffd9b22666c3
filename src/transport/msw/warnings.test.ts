import { expect, it } from 'vitest'
import { createWarnings } from './warnings.ts'

it('each warning is told once, with its sender and what to do', () => {
  const told: string[] = []
  const warning = createWarnings((text) => told.push(text))
  for (const each of ['clientFile', 'polling', 'clientFile', 'noWebSockets', 'packageWs', 'polling'] as const)
    warning(each)
  expect(told).toEqual([
    expect.stringMatching(/^\[greenroom\] .*npm install socket\.io-client/),
    expect.stringMatching(/^\[greenroom\] .*await worker\.start\(\)/),
    expect.stringMatching(/^\[greenroom\] .*npm install -D msw@latest/),
    expect.stringMatching(/^\[greenroom\] .*transports: \['polling'\]/),
  ])
  createWarnings((text) => told.push(text))('polling')
  expect(told).toHaveLength(5)
})
