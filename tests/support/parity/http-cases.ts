import type { CaseCall } from '../../../src/contract/model/case.ts'
import { toWireRequest } from '../../../src/contract/model/case-request.ts'
import { cases } from '../../../src/contract/compiled/cases.js'
import { faces } from '../../../src/contract/compiled/faces.ts'
import type { Edition } from '../../../src/contract/compiled/types.ts'
import { callsOf, faceOf, planOf } from '../../../src/verify/plan/plan.ts'
import {
  answerText,
  credentials,
  inScene,
  setScene,
  unordered,
  valuesFor,
  type Scene,
  type Subject,
} from './subject.ts'

/** Plays every case of an edition over HTTP, each in a world of its own, and writes down what comes back. */
export async function playHttpCases(subject: Subject, edition: Edition): Promise<string[]> {
  const entries: string[] = []
  for (const [n, { testCase }] of planOf(cases, faces[edition]).entries()) {
    const scene = await setScene(subject, `${edition}-${n}`, testCase.given, testCase.operation)
    for (const call of callsOf(testCase))
      entries.push(`${testCase.id}\n${await answersTo(call, subject, scene, edition)}`)
    await scene.world[Symbol.asyncDispose]()
  }
  return entries
}

/** Makes a call, as many times at once as it says. */
export async function answersTo(call: CaseCall, subject: Subject, scene: Scene, edition: Edition): Promise<string> {
  const face = faceOf(faces[edition], call.operation)
  if (!face) throw new Error(`no ${call.operation} in ${edition}`)
  await scene.prepare(call)
  const request = toWireRequest(call, face, valuesFor(scene, call.as), credentials(call.as))
  const count = call.atOnce?.calls ?? 1
  const answers = Array.from({ length: count }, async () => answerText(await subject.send(inScene(scene, request))))
  return unordered(await Promise.all(answers))
}
