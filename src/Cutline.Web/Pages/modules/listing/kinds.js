// The labels and units of the kinds of facts.

/** @type {Record<string, string[]>} */
const kinds = {
  year: ['Model year'], make: ['Make'], model: ['Model'], sizeClass: ['Size class (EPA)'],
  cylinders: ['Cylinders'], displacement: ['Engine size', 'l'],
  drive: ['Drive'], transmission: ['Transmission'], fuel: ['Fuel'],
  cityMpg: ['Consumption, city', 'mpg (US)'], highwayMpg: ['Consumption, highway', 'mpg (US)'],
  combinedMpg: ['Consumption, combined', 'mpg (US)'],
  cityMpge: ['Consumption, city', 'MPGe'], highwayMpge: ['Consumption, highway', 'MPGe'], combinedMpge: ['Consumption, combined', 'MPGe'],
  co2: ['CO₂ from the tailpipe', 'g/mile'], range: ['Range', 'miles'], motor: ['Electric motor or battery'],
  induction: ['Induction'], technology: ['Technology'],
};

/** @param {string} kind */
export const labelOf = kind => kinds[kind]?.[0] ?? kind;

/** @param {{kind: string, value: string}} fact */
export const valueOf = ({ kind, value }) => kinds[kind]?.[1] ? `${value} ${kinds[kind][1]}` : value;
