import { cases } from '../contract/compiled/cases.js'
import { faces } from '../contract/compiled/faces.ts'
import { precedenceCases } from '../contract/compiled/precedence.js'
import { scenarios } from '../contract/compiled/scenarios.js'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import { scenarioCase } from '../contract/model/case-scenario.ts'
import type { Case } from '../contract/model/case.ts'
import type { AnyFace } from '../contract/model/face.ts'

const operationsOf = (all: readonly AnyFace[]): ReadonlySet<string> => new Set(all.map(({ operation }) => operation))

const playedScenarios: readonly Case[] = scenarios.map((scenario) =>
  scenarioCase(scenario, operationsOf(socketFaces), operationsOf(faces.current)),
)

/** Every case there is: written and derived, in the order of the files, and the scenarios. */
export const allCases: readonly Case[] = [...cases, ...precedenceCases, ...playedScenarios]
