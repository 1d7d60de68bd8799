// What kinds of facts are called, and what their numbers count.

const kinds = {
  year: ['Model year'], make: ['Make'], model: ['Model'], sizeClass: ['Size class (EPA)'], cylinders: ['Cylinders'], displacement: ['Engine size', 'l'],
  drive: ['Drive'], transmission: ['Transmission'], fuel: ['Fuel'],
  cityMpg: ['Consumption, city', 'mpg (US)'], highwayMpg: ['Consumption, highway', 'mpg (US)'], combinedMpg: ['Consumption, combined', 'mpg (US)'],
  cityMpge: ['Consumption, city', 'MPGe'], highwayMpge: ['Consumption, highway', 'MPGe'], combinedMpge: ['Consumption, combined', 'MPGe'],
  co2: ['CO₂ from the tailpipe', 'g/mile'], range: ['Range', 'miles'], motor: ['Electric motor or battery'], induction: ['Induction'], technology: ['Technology'],
};

export const labelOf = kind => kinds[kind]?.[0] ?? kind;

export const valueOf = ({ kind, value }) => kinds[kind]?.[1] ? `${value} ${kinds[kind][1]}` : value;
