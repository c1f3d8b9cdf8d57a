//! The system calls that no student server needs, and by which a submission could reach more than its own: they fail as if
//! this kernel did not have them.

use nix::libc;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule, TargetArch,
};
use std::collections::BTreeMap;

/// What the filter does for this processor, as the kernel reads it; none if it is not known for this processor.
pub fn filter() -> Option<Vec<u8>> {
    let program = compiled(std::env::consts::ARCH.try_into().ok()?);
    let instruction = |one: &seccompiler::sock_filter| {
        let mut bytes = [0; 8];
        bytes[..2].copy_from_slice(&one.code.to_ne_bytes());
        (bytes[2], bytes[3]) = (one.jt, one.jf);
        bytes[4..].copy_from_slice(&one.k.to_ne_bytes());
        bytes
    };
    Some(program.iter().flat_map(instruction).collect())
}

/// Keys of the kernel, which other submissions may share; work that the kernel does beside the limits of a process; faults
/// and memory of other processes; what looks into the kernel.
const REFUSED: [i64; 13] = [
    libc::SYS_add_key,
    libc::SYS_keyctl,
    libc::SYS_request_key,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_userfaultfd,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_kcmp,
];

/// The families of sockets that servers use. Others reach past a network of one's own: those of virtual machines lead to
/// their host.
const FAMILIES: [i32; 4] = [libc::AF_UNIX, libc::AF_INET, libc::AF_INET6, libc::AF_NETLINK];

/// A second set of numbers for the same calls, on x86-64.
const X32: i64 = 0x4000_0000;

fn compiled(arch: TargetArch) -> BpfProgram {
    let other_family = || {
        let is_not = |family: &i32| {
            SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, u64::from(family.unsigned_abs()))
        };
        let conditions = FAMILIES.iter().map(is_not).collect::<Result<_, _>>();
        SeccompRule::new(conditions.expect("a call has a first argument")).expect("there are conditions")
    };
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = REFUSED.iter().map(|call| (*call, vec![])).collect();
    for call in [libc::SYS_socket, libc::SYS_socketpair] {
        rules.insert(call, vec![other_family()]);
    }
    if arch == TargetArch::x86_64 {
        let again: Vec<_> = rules.iter().map(|(call, rules)| (call | X32, rules.clone())).collect();
        rules.extend(again);
    }
    let refused = SeccompAction::Errno(libc::ENOSYS.unsigned_abs());
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, refused, arch).expect("the actions differ");
    filter.try_into().expect("it is short")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_filter_is_whole_instructions() {
        let program = super::filter().expect("tests run where the filter is known");
        assert!(program.len() > 200 && program.len().is_multiple_of(8), "{}", program.len());
    }
}
