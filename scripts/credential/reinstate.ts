import { changeStatus } from '../support/statusChange.ts';

export default changeStatus('reinstate');
