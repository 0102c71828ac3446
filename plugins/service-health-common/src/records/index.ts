export * from './AutoscalerRecord';
export * from './BudgetRecord';
export * from './EnvironmentRecord';
export * from './NodeRecord';
export * from './PodRecord';
export * from './RedisRecord';
export * from './WorkloadRecord';
