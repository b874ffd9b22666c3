import { expect, it } from 'vitest'
import { credentialOutput, hasStatus, isText, sourceOperation, WORLD } from './step.ts'

it('what steps refer to is written as Arazzo has it', () => {
  expect(WORLD).toBe('$steps.make-world.outputs.world')
  expect(credentialOutput('agent', 'X-User-Id')).toBe('agent-X-User-Id')
  expect(sourceOperation('control', 'putWorld')).toBe('$sourceDescriptions.control.putWorld')
  expect(hasStatus(204)).toEqual({ condition: '$statusCode == 204' })
})

it('each apostrophe of a text is doubled in a condition', () => {
  expect(isText('$response.body#/a', 'it')).toEqual({ condition: "$response.body#/a == 'it'" })
  expect(isText('$x', "it's Ann's")).toEqual({ condition: "$x == 'it''s Ann''s'" })
})
