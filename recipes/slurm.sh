#!/bin/sh
# Grades a class as a Slurm array, and puts the parts together:
#
#   sbatch --array=1-4 recipes/slurm.sh submissions/ results/
#   sbatch --dependency=afterok:JOB recipes/slurm.sh --merge results/
#
# CLASS and RESULTS have to be on a file system that all nodes see, under the same name.
#SBATCH --job-name=lab-grade
#SBATCH --cpus-per-task=2
#SBATCH --mem=8G
#SBATCH --time=00:30:00
set -eu

if [ "$1" = --merge ]; then
  exec lab grade --merge "$2"/shard-* --out "$2"/class
fi
status=0
lab grade "$1" --lab "${LAB:-long-polling}" --shard auto --out "$2/shard-$SLURM_ARRAY_TASK_ID" ${LAB_OPTIONS:-} || status=$?
# 3 says that some have no mark yet, which is no failure of the job: their reasons are in the results.
[ "$status" = 3 ] || exit "$status"
