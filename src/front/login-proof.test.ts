import { expect, it } from 'vitest'
import { claimantOf, toLoginProof } from './login-proof.ts'

const SHA = { digest: 'ab', algorithm: 'sha-256' }

it.each([
  [
    { user: 'ann', password: 'p' },
    { kind: 'password', username: 'ann', password: 'p' },
  ],
  [
    { user: 'ann', username: 'ben', password: 'p' },
    { kind: 'password', username: 'ann', password: 'p' },
  ],
  [
    { user: { username: 'ann' }, username: 'ben', password: 'p' },
    { kind: 'password', username: 'ben', password: 'p' },
  ],
  [
    { username: 'ann', password: '' },
    { kind: 'password', username: 'ann', password: '' },
  ],
  [
    { user: { username: 'ann' }, password: SHA },
    { kind: 'digest', username: 'ann', digest: 'ab' },
  ],
  [
    { resume: 't', user: 'ann', password: 'p' },
    { kind: 'resume', token: 't' },
  ],
])('a login may be sent as %j', (sent, proof) => {
  expect(toLoginProof(sent)).toEqual(proof)
})

it.each([
  [{}],
  [null],
  ['ann'],
  [[{ resume: 't' }]],
  [{ resume: '' }],
  [{ resume: 1 }],
  [{ user: 'ann' }],
  [{ user: '', password: 'p' }],
  [{ email: 'ann@example.com', password: 'p' }],
  [{ user: { email: 'ann@example.com' }, password: 'p' }],
  [{ user: 'ann', password: { digest: 'ab' } }],
  [{ user: 'ann', password: { digest: 1, algorithm: 'sha-256' } }],
])('%j proves nothing', (sent) => {
  expect(toLoginProof(sent)).toBe(null)
})

it('whoever tries is named without a secret', () => {
  const proofs = [null, toLoginProof({ resume: 'secret' }), toLoginProof({ user: 'ann', password: 'secret' })]
  expect(proofs.map(claimantOf)).toEqual(['nobody', 'the holder of a token', 'ann'])
})
