"""Levels, merging, suspension, assists, call-backs; what stands already is brought in line."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.orders.triggers import BY_VENDOR

LEVELS = {'community': 0, 'subdistrict': 1, 'district': 2}


def bring_in_line(apps, schema_editor):
    """Every order is on the level of its owner; nobody shares an outcome yet."""
    orders = apps.get_model('orders', 'Order').objects
    for kind, level in LEVELS.items():
        orders.filter(owner__kind=kind).update(level=level)
    orders.update(outcome_consent=models.F('consent'))


def create_trigger(apps, schema_editor):
    for statement in BY_VENDOR[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0001_initial'),
        ('places', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.TextField(verbose_name='What is asked')),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('accepted', 'Under way'), ('done', 'Done'), ('given_back', 'Given back'), ('cancelled', 'Called off')], default='asked', max_length=10, verbose_name='State')),
                ('outcome', models.TextField(blank=True, verbose_name='What was done')),
                ('asked_at', models.DateTimeField(verbose_name='Asked')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='Accepted')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='Ended')),
            ],
            options={
                'verbose_name': 'Assist',
                'verbose_name_plural': 'Assists',
                'ordering': ['asked_at', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CallBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('attempt', models.PositiveSmallIntegerField(verbose_name='Attempt')),
                ('reached', models.BooleanField(verbose_name='Reached')),
                ('note', models.TextField(blank=True, verbose_name='Note')),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'Call-back',
                'verbose_name_plural': 'Call-backs',
                'ordering': ['at', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.AlterModelOptions(
            name='rating',
            options={'default_permissions': (), 'ordering': ['at', 'pk']},
        ),
        migrations.RemoveConstraint(
            model_name='rating',
            name='one_rating_a_round',
        ),
        migrations.AddField(
            model_name='order',
            name='level',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='Level'),
        ),
        migrations.AddField(
            model_name='order',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_orders', to='orders.order', verbose_name='Merged into'),
        ),
        migrations.AddField(
            model_name='order',
            name='outcome_consent',
            field=models.CharField(choices=[('none', 'Do not show'), ('anonymous', 'Show without my name')], default='none', max_length=10),
        ),
        migrations.AddField(
            model_name='order',
            name='returns',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='Given back'),
        ),
        migrations.AddField(
            model_name='order',
            name='review_on',
            field=models.DateField(blank=True, null=True, verbose_name='Review date'),
        ),
        migrations.AddField(
            model_name='rating',
            name='heard',
            field=models.CharField(choices=[('code', 'With number and query code'), ('link', 'By the link sent'), ('account', 'Signed in'), ('callback', 'On the telephone')], default='code', max_length=8, verbose_name='How it reached us'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='rating',
            name='lead',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_ratings', to='orders.order'),
        ),
        migrations.AlterField(
            model_name='remark',
            name='verb',
            field=models.CharField(choices=[('admit', 'Admit'), ('dispatch', 'Dispatch'), ('accept', 'Accept'), ('answer', 'Answer'), ('rate', 'Rate'), ('close', 'Close'), ('return_for_info', 'Ask the resident for details'), ('supplement', 'Add details'), ('decline', 'Decline'), ('withdraw', 'Withdraw'), ('turn_down', 'Give back'), ('redo', 'Handle again'), ('escalate', 'Raise one level'), ('reroute', 'Re-route'), ('suspend', 'Suspend'), ('resume', 'Resume'), ('merge', 'Merge'), ('unmerge', 'Undo the merge'), ('record_contact', 'Record a contact'), ('record_call_back', 'Record a call-back'), ('ask_assist', 'Ask another unit to help'), ('accept_assist', 'Accept to help'), ('finish_assist', 'Report the help as done'), ('give_back_assist', 'Give the request back'), ('cancel_assist', 'Call off the help')], max_length=20),
        ),
        migrations.RunPython(bring_in_line),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resumes_to__in', ['admitted', 'dispatched', 'accepted', 'escalated']), ('review_on__isnull', False), ('state', 'suspended')), models.Q(models.Q(('state', 'suspended'), _negated=True), ('review_on__isnull', True)), _connector='OR'), name='order_suspended_remembers'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resumes_to__in', ['dispatched', 'accepted']), ('state', 'suspended'), _negated=True), ('unit__isnull', False), _connector='OR'), name='order_suspended_keeps_unit'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resumes_to', 'accepted'), ('state', 'suspended'), _negated=True), ('handler__isnull', False), _connector='OR'), name='order_suspended_keeps_handler'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged'), models.Q(('merged_into', models.F('pk')), _negated=True)), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='order_merged_into_another'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('level__gte', 0)), name='order_level_known'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('outcome_consent__in', ['none', 'anonymous']), models.Q(models.Q(('consent', 'none'), _negated=True), ('outcome_consent', 'none'), _connector='OR')), name='order_outcome_no_freer_than_its_reporter'),
        ),
        migrations.AddField(
            model_name='assist',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asked_assists', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assist',
            name='handler',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accepted_assists', to=settings.AUTH_USER_MODEL, verbose_name='Handler'),
        ),
        migrations.AddField(
            model_name='assist',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assists', to='orders.order'),
        ),
        migrations.AddField(
            model_name='assist',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assists', to='places.organisation', verbose_name='Assisting unit'),
        ),
        migrations.AddField(
            model_name='callback',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='callback',
            name='lead',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.order'),
        ),
        migrations.AddField(
            model_name='callback',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='call_backs', to='orders.order'),
        ),
        migrations.AddField(
            model_name='rating',
            name='call_back',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rating', to='orders.callback'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.UniqueConstraint(condition=models.Q(('lead__isnull', True)), fields=('order', 'round'), name='one_rating_a_round'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.UniqueConstraint(condition=models.Q(('lead__isnull', False)), fields=('order', 'lead', 'round'), name='one_rating_a_round_merged'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('solved__in', ['yes', 'partly', 'no'])), name='rating_known_solved'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('call_back__isnull', False), ('heard', 'callback')), models.Q(('call_back__isnull', True), ('heard__in', ['code', 'link', 'account'])), _connector='OR'), name='rating_is_the_residents_word'),
        ),
        migrations.AddIndex(
            model_name='assist',
            index=models.Index(fields=['unit', 'state'], name='assist_unit_state'),
        ),
        migrations.AddConstraint(
            model_name='assist',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'accepted', 'done', 'given_back', 'cancelled'])), name='assist_state_known'),
        ),
        migrations.AddConstraint(
            model_name='assist',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'accepted'])), fields=('order', 'unit'), name='one_open_assist_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='assist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'done']), _negated=True), models.Q(('accepted_at__isnull', False), ('handler__isnull', False)), _connector='OR'), name='assist_accepted_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='assist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['asked', 'accepted'])), models.Q(models.Q(('state__in', ['asked', 'accepted']), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='assist_ended_has_date'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.UniqueConstraint(condition=models.Q(('lead__isnull', True)), fields=('order', 'round', 'attempt'), name='call_back_attempts_counted'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.UniqueConstraint(condition=models.Q(('lead__isnull', False)), fields=('order', 'lead', 'round', 'attempt'), name='call_back_attempts_counted_merged'),
        ),
        migrations.RunPython(create_trigger),
    ]
