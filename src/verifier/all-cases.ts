import { cases } from '../contract/compiled/cases.js'
import { faces } from '../contract/compiled/faces.ts'
import { factWords } from '../contract/compiled/facts.ts'
import { precedenceCases } from '../contract/compiled/precedence.js'
import { scenarios } from '../contract/compiled/scenarios.js'
import { socketFaces } from '../contract/compiled/socket-faces.ts'
import { scenarioCase } from '../contract/model/case-scenario.ts'
import type { Case } from '../contract/model/case.ts'

const onHttp: ReadonlySet<string> = new Set(faces.current.map(({ operation }) => operation))

const playedScenarios: readonly Case[] = scenarios.map((scenario) =>
  scenarioCase(scenario, { socketFaces, onHttp, facts: factWords }),
)

/** All cases: written and derived ones in the order of the files, then the scenarios. */
export const allCases: readonly Case[] = [...cases, ...precedenceCases, ...playedScenarios]
